// What the texts of pages take from the release itself: what codes mean, and the numbers that rules turn on.

/**
 * { codes: { weighting: { raked: { ja, en } } }, thresholds: { compared_base: 30 } }, read from REPORTS_DB.
 * Codes of a column stand in the order in which they are shown.
 */
export async function readPublished() {
	const { tables } = await import('../components/server/reports.js');
	const found = await tables({
		codes: 'select * from reports.survey_code order by column_name, code_position',
		thresholds: 'select * from reports.survey_threshold order by threshold'
	});
	const codes = {};
	for (const { column_name, code, label_ja, label_en } of found.codes) {
		(codes[column_name] ??= {})[code] = { ja: label_ja, en: label_en };
	}
	return { codes, thresholds: Object.fromEntries(found.thresholds.map((row) => [row.threshold, row.value])) };
}

/** The labels with the thresholds that they name: "fewer than {reliable_base} bodies" says 30. Other {names} stay. */
export const withThresholds = (labels, thresholds) =>
	JSON.parse(JSON.stringify(labels).replace(/\{(\w+)\}/g, (whole, name) => thresholds[name] ?? whole));
