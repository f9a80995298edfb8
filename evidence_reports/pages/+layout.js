// Complete pages, rendered once at build; no script is sent to the reader.
export const prerender = true;
export const csr = false;
export const trailingSlash = 'always';
