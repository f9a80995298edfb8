/** Words only: this page reads no table. */
export const load = () => ({ hasSample: false, contact: process.env.SITE_CONTACT || null });
