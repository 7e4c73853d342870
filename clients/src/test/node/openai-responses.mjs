import OpenAI from 'openai';
import { model, report, serve, tool } from './application.mjs';

const client = (address) => new OpenAI({ baseURL: `${address}/v1`, apiKey: 'none' });

const request = (input) => ({
  model,
  input,
  store: false,
  tools: [{ type: 'function', ...tool, strict: false }],
});

await serve({
  async ask(address, question) {
    const openai = client(address);
    const input = [{ role: 'user', content: question }];
    const calls = [];
    let pieces = 0;
    for (;;) {
      const stream = openai.responses.stream(request(input));
      stream.on('response.output_text.delta', () => pieces++);
      const answer = await stream.finalResponse();
      const called = answer.output.filter(({ type }) => type === 'function_call');
      if (!called.length) {
        return {
          calls,
          pieces,
          text: answer.output_text,
          usage: {
            input: answer.usage.input_tokens,
            cached: answer.usage.input_tokens_details.cached_tokens,
            output: answer.usage.output_tokens,
          },
        };
      }
      for (const { parsed_arguments, ...item } of answer.output) {
        input.push(item);
      }
      for (const { call_id, name, arguments: json } of called) {
        const given = JSON.parse(json);
        calls.push({ name, arguments: given });
        input.push({ type: 'function_call_output', call_id, output: report(given.city) });
      }
    }
  },

  async askAndLeave(address, question) {
    const stream = await client(address).responses.create({ ...request(question), stream: true });
    for await (const event of stream) {
      if (event.type === 'response.output_text.delta') {
        break;
      }
    }
  },

  /** The same, with the history left to the gateway. */
  async goOn(address, question) {
    const { responses } = client(address);
    const first = await responses.stream({ ...request(question), store: true }).finalResponse();
    const input = first.output
      .filter(({ type }) => type === 'function_call')
      .map((call) => ({
        type: 'function_call_output',
        call_id: call.call_id,
        output: report(JSON.parse(call.arguments).city),
      }));
    const second = responses.stream({ ...request(input), store: true, previous_response_id: first.id });
    return (await second.finalResponse()).output_text;
  },

  /** The types of all events of a question that calls the tool, each once, in the order of their first appearance. */
  async events(address, question) {
    const types = new Set();
    for await (const { type } of client(address).responses.stream(request(question))) {
      types.add(type);
    }
    return [...types];
  },
});
