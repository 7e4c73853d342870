@NullMarked
package io.plimsoll.gateway.stream;

import org.jspecify.annotations.NullMarked;
