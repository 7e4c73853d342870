/**
 * Coding agents as people run them, each through a whole gateway, before an engine that plays a scripted model. They run
 * offline, where {@code PLIMSOLL_AGENTS} names a folder in which npm has installed what {@code .ci/agents/package.json}
 * lists; elsewhere their tests are skipped and say what is missing.
 *
 * <p>Starting points: {@link io.plimsoll.gateway.agents.AgentTaskContract} for what every agent has to get, and
 * {@link io.plimsoll.gateway.agents.AgentStage} for how one is started. The engine is in {@link
 * io.plimsoll.gateway.agents.AgentEngine}; its readers of requests share no code with those of the gateway.
 */
@NullMarked
package io.plimsoll.gateway.agents;

import org.jspecify.annotations.NullMarked;
