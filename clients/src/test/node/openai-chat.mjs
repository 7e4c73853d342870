import OpenAI from 'openai';
import { model, report, serve, tool } from './application.mjs';

const client = (address) => new OpenAI({ baseURL: `${address}/v1`, apiKey: 'none' });

const request = (messages) => ({
  model,
  messages,
  tools: [{ type: 'function', function: tool }],
  stream_options: { include_usage: true },
});

await serve({
  async ask(address, question) {
    const openai = client(address);
    const messages = [{ role: 'user', content: question }];
    const calls = [];
    let pieces = 0;
    for (;;) {
      const stream = openai.chat.completions.stream(request(messages));
      stream.on('content', () => pieces++);
      const answer = await stream.finalChatCompletion();
      const { message } = answer.choices[0];
      if (!message.tool_calls?.length) {
        return {
          calls,
          pieces,
          text: message.content,
          usage: {
            input: answer.usage.prompt_tokens,
            cached: answer.usage.prompt_tokens_details.cached_tokens,
            output: answer.usage.completion_tokens,
          },
        };
      }
      messages.push(message);
      for (const call of message.tool_calls) {
        const { name, arguments: json } = call.function;
        const given = JSON.parse(json);
        calls.push({ name, arguments: given });
        messages.push({ role: 'tool', tool_call_id: call.id, content: report(given.city) });
      }
    }
  },

  async askAndLeave(address, question) {
    const stream = await client(address).chat.completions.create({
      ...request([{ role: 'user', content: question }]),
      stream: true,
    });
    for await (const chunk of stream) {
      if (chunk.choices[0]?.delta.content) {
        break;
      }
    }
  },

  async models(address) {
    const ids = [];
    for await (const { id } of client(address).models.list()) {
      ids.push(id);
    }
    return ids;
  },
});
