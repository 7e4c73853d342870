import Anthropic from '@anthropic-ai/sdk';
import { model, report, serve, tool } from './application.mjs';

const client = (address) => new Anthropic({ baseURL: address, apiKey: 'none' });

const { parameters, ...named } = tool;
const tools = [{ ...named, input_schema: parameters }];

const request = (messages) => ({ model, max_tokens: 6000, tools, messages });

await serve({
  async ask(address, question) {
    const anthropic = client(address);
    const messages = [{ role: 'user', content: question }];
    const calls = [];
    let pieces = 0;
    for (;;) {
      const stream = anthropic.messages.stream(request(messages));
      stream.on('text', () => pieces++);
      const { content, usage } = await stream.finalMessage();
      const called = content.filter(({ type }) => type === 'tool_use');
      if (!called.length) {
        const cached = usage.cache_read_input_tokens ?? 0;
        return {
          calls,
          pieces,
          text: content.map(({ text }) => text).join(''),
          usage: {
            // Here cached tokens stand beside the input, not in it.
            input: usage.input_tokens + cached + (usage.cache_creation_input_tokens ?? 0),
            cached,
            output: usage.output_tokens,
          },
        };
      }
      messages.push({ role: 'assistant', content });
      messages.push({
        role: 'user',
        content: called.map(({ id, name, input }) => {
          calls.push({ name, arguments: input });
          return { type: 'tool_result', tool_use_id: id, content: report(input.city) };
        }),
      });
    }
  },

  async askAndLeave(address, question) {
    const stream = await client(address).messages.create({
      ...request([{ role: 'user', content: question }]),
      stream: true,
    });
    for await (const event of stream) {
      if (event.delta?.type === 'text_delta') {
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

  async countTokens(address, question) {
    const { input_tokens } = await client(address).messages.countTokens({
      model,
      tools,
      messages: [{ role: 'user', content: question }],
    });
    return input_tokens;
  },
});
