// Preloaded (node --import …): this process ends when the one that started it has ended, however it ended.
// A killed build leaves no site build behind. A thread looks, since the main one may be busy for seconds.
import process from 'node:process';
import { Worker, isMainThread, workerData } from 'node:worker_threads';

const EVERY_MS = 200;

if (isMainThread) {
	const watch = new Worker(new URL(import.meta.url), {
		workerData: { endWith: process.ppid },
		execArgv: []
	});
	watch.unref();
} else if (workerData?.endWith) {
	setInterval(() => {
		if (process.ppid !== workerData.endWith) process.kill(process.pid, 'SIGKILL');
	}, EVERY_MS);
}
