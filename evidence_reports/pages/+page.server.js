export const load = () => ({
	address: process.env.SITE_ADDRESS || null,
	release: process.env.RELEASE_ID ?? null,
	released: process.env.RELEASE_DATE ?? null
});
