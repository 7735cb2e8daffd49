'use strict';
// A worker in JavaScript: which number below a bound takes the most steps to 1, if each is halved or
// else tripled and added one? See Languages.java. In a program of yours, revolve.js lies beside its scripts.
const revolve = require('../../provider-process/workers/revolve.js');

function steps(number) {
  let count = 0;
  for (; number !== 1; count++) {
    number = number % 2 === 0 ? number / 2 : 3 * number + 1;
  }
  return count;
}

revolve.work({
  'longest-chain': async (task) => {
    const below = task.payload;
    let best = { number: 1, steps: 0 };
    let enough = false;
    task.on('enough', () => (enough = true));
    for (let number = 2; number < below; number++) {
      const count = steps(number);
      if (count > best.steps) {
        const isNews = Math.floor(count / 100) > Math.floor(best.steps / 100);
        best = { number, steps: count };
        if (isNews) {
          task.write('news', best);
        }
      }
      if (number % 5000 === 0) {
        task.progress(number, below);
        await new Promise(setImmediate); // else nothing that it is told would come in
        if (enough) {
          return best;
        }
      }
    }
    task.progress(below, below);
    return best;
  },
});
