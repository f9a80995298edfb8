// What is taken from the release itself: what codes mean, the numbers that rules turn on, and which waves have pages.

/**
 * { codes: { weighting: { raked: { ja, en } } }, thresholds: { compared_base: 30 }, waves: [wave_id], privateSources: [source_id] },
 * read from REPORTS_DB.
 * Codes of a column stand in the order in which they are shown.
 */
export async function readPublished() {
	const { tables } = await import('../components/server/reports.js');
	const found = await tables({
		codes: 'select * from reports.survey_code order by column_name, code_position',
		thresholds: 'select * from reports.survey_threshold order by threshold',
		municipalities: 'select sum(municipality_count) as total from reports.municipality_count where valid_to is null',
		privateSources: 'select source_id from reports.source where is_private order by source_id',
		waves: 'select distinct wave_id from reports.survey_response_rate order by wave_id'
	});
	const codes = {};
	for (const { column_name, code, label_ja, label_en } of found.codes) {
		(codes[column_name] ??= {})[code] = { ja: label_ja, en: label_en };
	}
	return {
		codes,
		thresholds: Object.fromEntries([
			...found.thresholds.map((row) => [row.threshold, row.value]),
			['municipality_total', found.municipalities[0].total.toLocaleString('en-GB')]
		]),
		waves: found.waves.map(({ wave_id }) => wave_id),
		privateSources: found.privateSources.map(({ source_id }) => source_id)
	};
}
