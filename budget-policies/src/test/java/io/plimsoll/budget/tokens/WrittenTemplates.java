package io.plimsoll.budget.tokens;

/** Chat templates that use what the published ones of four families use. */
final class WrittenTemplates {

    /** Two newlines after each header, text trimmed, tools indented, one call a message. */
    static final String HEADERS = """
            {{- bos_token }}
            {#- The first message may be the system's. #}
            {%- if not tools is defined %}
                {%- set tools = none %}
            {%- endif %}
            {%- if messages[0]['role'] == 'system' %}
                {%- set system = messages[0]['content'] | trim %}
                {%- set messages = messages[1:] %}
            {%- else %}
                {%- set system = '' %}
            {%- endif %}
            {{- '<|header|>system<|/header|>\\n\\n' + system }}
            {%- if tools is not none %}
                {%- for tool in tools %}
                    {{- '\\n' ~ tool | tojson(indent=2) }}
                {%- endfor %}
            {%- endif %}
            {{- '<|eot|>' }}
            {%- for message in messages %}
                {%- if 'tool_calls' in message %}
                    {%- if not message.tool_calls | length == 1 %}
                        {{- raise_exception('One call in each message, please.') }}
                    {%- endif %}
                    {%- set call = message.tool_calls[0].function %}
                    {{- '<|header|>assistant<|/header|>\\n\\n{"name": "' + call.name + '", "parameters": ' }}
                    {{- call.arguments | tojson }}
                    {{- '}<|eot|>' }}
                {%- elif message.role in ['tool', 'ipython'] %}
                    {{- '<|header|>ipython<|/header|>\\n\\n' }}
                    {{- message.content if message.content is string else message.content | tojson }}
                    {{- '<|eot|>' }}
                {%- else %}
                    {{- '<|header|>' + message.role + '<|/header|>\\n\\n' + message.content | trim + '<|eot|>' }}
                {%- endif %}
            {%- endfor %}
            {%- if add_generation_prompt %}
                {{- '<|header|>assistant<|/header|>\\n\\n' }}
            {%- endif %}
            """;

    /** Users and assistants in turn, the system's text and the tools before the last user's, calls with ids. */
    static final String INSTRUCTIONS = """
            {%- set rest = messages[1:] if messages[0].role == 'system' else messages %}
            {%- set asked = rest | selectattr('role', 'equalto', 'user') | list %}
            {%- set turns = namespace(count=0) %}
            {%- for message in rest if not (message.role == 'tool' or message.tool_calls is defined) %}
                {%- if (message.role == 'user') != (turns.count % 2 == 0) %}
                    {{- raise_exception('Users and assistants speak in turn.') }}
                {%- endif %}
                {%- set turns.count = turns.count + 1 %}
            {%- endfor %}
            {{- bos_token }}
            {%- for message in rest %}
                {%- if message.role == 'user' %}
                    {%- if tools is not none and message == asked[-1] %}
                        {{- '[TOOLS][' }}
                        {%- for tool in tools %}
                            {%- for key, value in tool.function.items() if key != 'strict' %}
                                {{- '"' + key + '": ' + value | tojson }}
                                {%- if not loop.last %}{{ ', ' }}{% endif %}
                            {%- endfor %}
                            {{- '' if loop.last else '; ' }}
                        {%- endfor %}
                        {{- '][/TOOLS]' }}
                    {%- endif %}
                    {%- set before = messages[0].content + '\\n\\n' if loop.last and messages[0].role == 'system' else '' %}
                    {{- '[INST] ' + before + message.content + '[/INST]' }}
                {%- elif message.tool_calls is defined and message.tool_calls is not none %}
                    {%- for call in message.tool_calls %}
                        {%- if not call.id is defined or call.id | length != 9 %}
                            {{- raise_exception('Ids have nine characters.') }}
                        {%- endif %}
                        {%- set written = call.function | tojson %}
                        {{- '[CALL]' + written[:-1] + ', "id": "' + call.id + '"}' }}
                    {%- endfor %}
                    {{- eos_token }}
                {%- elif message.role == 'assistant' %}
                    {{- ' ' + message.content | trim + eos_token }}
                {%- elif message.role == 'tool' %}
                    {{- '[RESULT]{"content": ' + message.content | string + ', "id": "' + message.tool_call_id + '"}[/RESULT]' }}
                {%- else %}
                    {{- raise_exception('Nobody else speaks.') }}
                {%- endif %}
            {%- endfor %}
            """;

    /** Reasoning of the last question only, and results that follow each other in one frame. */
    static final String REASONING = """
            {%- if tools %}
                {{- '<|im_start|>system\\n<tools>' }}
                {%- for tool in tools %}
                    {{- '\\n' }}
                    {{- tool | tojson }}
                {%- endfor %}
                {{- '\\n</tools><|im_end|>\\n' }}
            {%- endif %}
            {%- set last = namespace(searching=true, question=messages | length - 1) %}
            {%- for message in messages[::-1] %}
                {%- set index = messages | length - 1 - loop.index0 %}
                {%- if last.searching and message.role == 'user' and message.content is string and not (message.content.startswith('<result>') and message.content.endswith('</result>')) %}
                    {%- set last.searching = false %}
                    {%- set last.question = index %}
                {%- endif %}
            {%- endfor %}
            {%- for message in messages %}
                {%- if message.role == 'assistant' %}
                    {%- set text = message.content %}
                    {%- set thoughts = message.reasoning_content if message.reasoning_content is string else '' %}
                    {%- if not thoughts and '</think>' in text %}
                        {%- set thoughts = text.split('</think>')[0].split('<think>')[-1].strip('\\n') %}
                        {%- set text = text.split('</think>')[-1].lstrip('\\n') %}
                    {%- endif %}
                    {{- '<|im_start|>assistant\\n' }}
                    {%- if loop.index0 > last.question and thoughts %}
                        {{- '<think>\\n' + thoughts + '\\n</think>\\n\\n' }}
                    {%- endif %}
                    {{- text }}
                    {%- for call in message.tool_calls or [] %}
                        {%- set call = call.function if call.function else call %}
                        {{- '\\n<call>' + call.name }}
                        {%- for name, value in call.arguments | items %}
                            {{- '\\n<' ~ name ~ '>' ~ (value | tojson if value is mapping else value | string) ~ '</' ~ name ~ '>' }}
                        {%- endfor %}
                        {{- '</call>' }}
                    {%- endfor %}
                    {{- '<|im_end|>\\n' }}
                {%- elif message.role == 'tool' %}
                    {%- if loop.previtem and loop.previtem.role != 'tool' %}
                        {{- '<|im_start|>user\\n' }}
                    {%- endif %}
                    {{- '<result>' + message.content + '</result>\\n' }}
                    {%- if loop.last or loop.nextitem.role != 'tool' %}
                        {{- '<|im_end|>\\n' }}
                    {%- endif %}
                {%- else %}
                    {{- '<|im_start|>' + message.role + '\\n' + message.content + '<|im_end|>\\n' }}
                {%- endif %}
            {%- endfor %}
            {%- if add_generation_prompt %}
                {{- '<|im_start|>assistant\\n' }}
            {%- endif %}
            """;

    private WrittenTemplates() {}
}
