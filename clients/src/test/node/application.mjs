// What the applications of all SDKs have in common: commands come a line each on the standard input, with one line of JSON
// in answer to each. The process ends with its input.
import { createInterface } from 'node:readline';

export const model = 'weather-1';

export const tool = {
  name: 'get_weather',
  description: 'The temperature in a city',
  parameters: { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] },
};

export const report = (city) => `${city.length + 10} degrees`;

/** Runs the commands of `application`, which are functions of the gateway's address and one more word. */
export async function serve(application) {
  for await (const line of createInterface({ input: process.stdin })) {
    const { command, address, word } = JSON.parse(line);
    process.stdout.write(JSON.stringify(await outcome(() => application[command](address, word))) + '\n');
  }
}

async function outcome(run) {
  try {
    return { told: await run() };
  } catch (thrown) {
    // The ai package wraps what it threw in the error of its last try.
    const error = thrown.lastError ?? thrown;
    return {
      failed: {
        type: error.name === 'Error' ? error.constructor.name : error.name,
        status: error.status ?? error.statusCode ?? 0,
        message: error.message,
      },
    };
  }
}
