// A table as schema.org describes a data set (https://schema.org/Dataset): what search engines for data read.

const MEDIA_TYPES = {
	csv: 'text/csv',
	parquet: 'application/vnd.apache.parquet',
	json: 'application/json',
	xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
};
const UP_FROM_PAGE = '../../../';

export function datasetOf(table, { lang, release, released, address, title }) {
	const site = address ?? UP_FROM_PAGE;
	const years = table.dates.flatMap(({ first, last }) => [first, last].map((date) => String(date).slice(0, 4))).sort();
	return {
		'@context': 'https://schema.org/',
		'@type': 'Dataset',
		name: `${title}: ${table.name}`,
		description: table.description,
		inLanguage: lang,
		isAccessibleForFree: true,
		...(release && { version: release, dateModified: released }),
		...(address && { url: `${address}${lang}/data/${table.name}/` }),
		...(years.length > 0 && { temporalCoverage: `${years[0]}/${years.at(-1)}` }),
		license: [...new Set(table.files.map((file) => file[`licence_${lang}`]))],
		isBasedOn: table.files.map((file) => ({ '@type': 'CreativeWork', name: file[`title_${lang}`] })),
		variableMeasured: table.fields.map((field) => ({
			'@type': 'PropertyValue',
			name: field.name,
			description: field.description
		})),
		distribution: table.downloads.map(({ format }) => ({
			'@type': 'DataDownload',
			encodingFormat: MEDIA_TYPES[format],
			contentUrl: `${site}api/v1/tables/${table.name}.${format}`
		}))
	};
}
