// BullMQ as a contender of ./bench/run redis: `node bullmq.js front|back PORT`. Each line on the
// standard input is a command; it answers with lines key=number and then "end".
'use strict';

const readline = require('node:readline');
const { Queue, QueueEvents, Worker } = require('bullmq');

const [role, port] = process.argv.slice(2);
const connection = { host: '127.0.0.1', port: Number(port), maxRetriesPerRequest: null };
const payload = {
  file: 'holiday/2026/cat.jpg',
  width: 320,
  height: 240,
  format: 'jpeg',
  owner: 'owner@example.org',
};
const LIVE_CONCURRENCY = 100;

const now = () => process.hrtime.bigint();
const print = (key, value) => console.log(`${key}=${value}`);
const rate = (tasks, start) => print('perSecond', tasks / (Number(now() - start) / 1e9));

function jobs(count) {
  return Array.from({ length: count }, () => ({ name: 'noop', data: payload }));
}

async function noop(job) {
  if (!job.data.file) {
    throw new Error('the payload is lost');
  }
}

async function makeFront() {
  const live = new Queue('live', { connection });
  const parked = new Queue('parked', { connection });
  const events = new QueueEvents('live', { connection });
  live.setMaxListeners(0); // Each job that is awaited has one.
  await Promise.all([live.waitUntilReady(), parked.waitUntilReady(), events.waitUntilReady()]);

  async function pipelined(tasks, atOnce, inFlight) {
    let up = 0;
    let enough = Infinity;
    let wake = () => {};
    const land = () => {
      up--;
      if (up <= enough) {
        enough = Infinity;
        wake();
      }
    };
    const awaitAtMost = (most) =>
      up <= most
        ? undefined
        : new Promise((resolve) => {
            wake = resolve;
            enough = most;
          });
    const failed = (error) => {
      console.error(error);
      process.exit(1);
    };
    const start = now();
    for (let sent = 0; sent < tasks; sent += atOnce) {
      if (up + atOnce > inFlight) {
        await awaitAtMost(inFlight / 2);
      }
      up += atOnce;
      if (atOnce === 1) {
        live
          .add('noop', payload)
          .then((job) => job.waitUntilFinished(events))
          .then(land, failed);
      } else {
        for (const job of await live.addBulk(jobs(atOnce))) {
          job.waitUntilFinished(events).then(land, failed);
        }
      }
    }
    await awaitAtMost(0);
    rate(tasks, start);
  }

  async function single(tasks) {
    const micros = [];
    for (let i = 0; i < tasks; i++) {
      const begin = now();
      const job = await live.add('noop', payload);
      await job.waitUntilFinished(events);
      micros.push(Number(now() - begin) / 1e3);
    }
    micros.sort((a, b) => a - b);
    print('median', micros[Math.floor(tasks / 2)]);
    print('p99', micros[Math.floor((tasks * 99) / 100)]);
  }

  async function park(tasks, atOnce) {
    const start = now();
    for (let sent = 0; sent < tasks; sent += atOnce) {
      await parked.addBulk(jobs(atOnce));
    }
    rate(tasks, start);
  }

  return { pipelined, single, park };
}

async function makeBack() {
  const live = new Worker('live', noop, { connection, concurrency: LIVE_CONCURRENCY });
  await live.waitUntilReady();

  async function drain(tasks, concurrency) {
    const start = now();
    const worker = new Worker('parked', noop, { connection, concurrency });
    await new Promise((resolve) => {
      let left = tasks;
      worker.on('completed', () => {
        left--;
        if (left === 0) {
          resolve();
        }
      });
    });
    rate(tasks, start);
    await worker.close();
  }

  return { drain };
}

async function main() {
  const steps = await (role === 'front' ? makeFront() : makeBack());
  console.log('end');
  for await (const line of readline.createInterface({ input: process.stdin })) {
    const [step, ...numbers] = line.split(' ');
    await steps[step](...numbers.map(Number));
    console.log('end');
  }
  process.exit(0);
}

main().catch((error) => {
  console.error(error);
  process.exit(1);
});
