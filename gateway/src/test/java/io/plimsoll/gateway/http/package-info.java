/** Tests of the HTTP edge, and the scripted upstream and planner that they and others use. */
@NullMarked
package io.plimsoll.gateway.http;

import org.jspecify.annotations.NullMarked;
