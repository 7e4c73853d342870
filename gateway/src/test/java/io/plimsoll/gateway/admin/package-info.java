/** Tests of the admin pages. */
@NullMarked
package io.plimsoll.gateway.admin;

import org.jspecify.annotations.NullMarked;
