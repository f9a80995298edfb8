export const load = ({ params }) => ({
	lang: params.lang,
	release: process.env.RELEASE_ID ?? null
});
