// The figures of each municipality of one part, in no language.
import { json } from '@sveltejs/kit';
import { figuresOf } from '$lib/server/municipality_figures.js';

export const GET = async ({ params }) => json(await figuresOf(params.part));
