'use strict';
const revolve = require('../../../workers/revolve.js');

const until = (condition) =>
  new Promise((resolve) => {
    const look = () => (condition() ? resolve() : setTimeout(look, 2));
    look();
  });

revolve.work({
  echo: (task) => task.payload,
  bytes: (task) => task.body,
  talk: (task) => {
    task.progress(1, 2);
    task.write('note', { half: 'done' });
    task.write('raw', Buffer.from([0, 255]));
    console.log('this goes to the standard error');
    return { attempt: task.attempt, name: task.name };
  },
  listen: async (task) => {
    const heard = [];
    ['one', 'two', 'end'].forEach((event) => task.on(event, () => heard.push(event)));
    task.write('ready');
    await until(() => heard.includes('end'));
    return heard;
  },
  wait: async (task) => {
    task.write('ready');
    await until(() => task.isCancelled);
    throw new Error('cancelled');
  },
  ignore: (task) => {
    task.write('ready');
    return new Promise(() => setInterval(() => {}, 1000));
  },
  fail: () => {
    throw new RangeError('no such cat');
  },
  flaky: (task) => {
    if (task.attempt < 3) {
      throw new Error('not yet');
    }
    return task.attempt;
  },
  about: ({ id, name, attempt, headers }) => ({ id, name, attempt, headers }),
  heard: async (task) => {
    const told = [];
    task.on('word', (word) => told.push(word));
    await new Promise((resolve) => setImmediate(resolve));
    return { told, cancelled: task.isCancelled };
  },
  leave: () => process.exit(3),
});
