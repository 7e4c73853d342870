/**
 * Web pages as text. The page is parsed by jsoup, freed from what is no text or stands on every page of the site, narrowed to
 * its main content where it has one, and written as Markdown: headings, lists, tables, code and the words of links.
 *
 * <p>Starting points: {@link io.plimsoll.compression.reduce.html.HtmlToText}, then {@code MainContent}.
 */
@NullMarked
package io.plimsoll.compression.reduce.html;

import org.jspecify.annotations.NullMarked;
