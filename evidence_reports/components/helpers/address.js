// Where a page lies below its language: "mail-volume/", "data/mail_trend/", "" for the first.

/** of SvelteKit's store `page` */
export const addressOf = ({ route, params }) =>
	route.id
		.replace('/[lang]', '')
		.replace(/\[(\w+)\]/g, (_, name) => params[name])
		.replace(/^\//, '')
		.replace(/[^/]$/, '$&/');
