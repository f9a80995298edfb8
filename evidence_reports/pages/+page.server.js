export const load = () => ({ address: process.env.SITE_ADDRESS || null });
