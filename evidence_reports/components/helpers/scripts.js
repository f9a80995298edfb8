// The pages with a script of their own, by the part of their address; /[lang]/finder/ loads finder.js, made from the
// folder named here. Every other page may load none.
export const SCRIPTS = {
	municipalities: 'municipality',
	finder: 'finder',
	explorer: 'explorer',
	outsourcing: 'choice',
	search: 'search'
};
