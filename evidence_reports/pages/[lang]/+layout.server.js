// The release stamps its number and date into the finished pages (dagster_project/orchestration/assets/report_site.py).
export const load = ({ params }) => ({
	lang: params.lang,
	release: process.env.RELEASE_ID ?? null,
	released: process.env.RELEASE_DATE ?? null,
	releaseYear: process.env.RELEASE_YEAR ?? null,
	releaseNumber: process.env.RELEASE_NUMBER ?? null,
	address: process.env.SITE_ADDRESS || null
});
