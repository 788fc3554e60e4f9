// HiGHS (npm `highs`, WebAssembly) on a problem in CPLEX LP form, for the allocation bench.
// usage: node highs_peer.mjs FILE.lp SECONDS      prints {"value","bound","proven","build_seconds","seconds"}
import {readFileSync} from 'node:fs';
import {createRequire} from 'node:module';

const [file, limit] = process.argv.slice(2);
const highs = await createRequire(import.meta.url)('highs')();
const text = readFileSync(file, 'utf8');
const seconds = () => {
  const {user, system} = process.cpuUsage();
  return (user + system) / 1e6;
};
const before = seconds();
const answer = highs.solve(text, {time_limit: Number(limit), mip_rel_gap: 0, output_flag: false});
const proven = answer.Status === 'Optimal';
// Without an answer in time there is no plan: the value is not a number, and the row says so.
console.log(JSON.stringify({
  value: Number.isFinite(answer.ObjectiveValue) ? Math.round(answer.ObjectiveValue) : null,
  proven,
  status: answer.Status,
  seconds: seconds() - before,
}));
