import { createOpenAICompatible } from '@ai-sdk/openai-compatible';
import { jsonSchema, stepCountIs, streamText } from 'ai';
import { model, report, serve, tool } from './application.mjs';

function start(address, question, calls, abortSignal) {
  const provider = createOpenAICompatible({ name: 'plimsoll', baseURL: `${address}/v1`, includeUsage: true });
  return streamText({
    model: provider(model),
    prompt: question,
    stopWhen: stepCountIs(5),
    abortSignal,
    // Errors come in the stream.
    onError: () => {},
    tools: {
      [tool.name]: {
        description: tool.description,
        inputSchema: jsonSchema(tool.parameters),
        execute: (given) => {
          calls.push({ name: tool.name, arguments: given });
          return report(given.city);
        },
      },
    },
  });
}

await serve({
  async ask(address, question) {
    const calls = [];
    const answer = start(address, question, calls);
    let pieces = 0;
    for await (const part of answer.fullStream) {
      if (part.type === 'error') {
        throw part.error;
      }
      if (part.type === 'text-delta') {
        pieces++;
      }
    }
    const { inputTokens, inputTokenDetails, outputTokens } = await answer.usage;
    return {
      calls,
      pieces,
      text: await answer.text,
      usage: { input: inputTokens, cached: inputTokenDetails.cacheReadTokens, output: outputTokens },
    };
  },

  async askAndLeave(address, question) {
    const leaving = new AbortController();
    for await (const part of start(address, question, [], leaving.signal).fullStream) {
      if (part.type === 'text-delta') {
        leaving.abort();
      }
    }
  },
});
