// Complete pages, drawn once at build; no script is sent to the reader.
export const csr = false;
export const trailingSlash = 'always';
