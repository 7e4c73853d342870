package io.plimsoll.compression.reduce.code;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;

/** A source file in each language, with literals and comments that mislead. */
final class SourceTexts {

    static final String JAVA = """
            package a.b;

            import java.util.List;

            /**
             * Reads things.
             *
             * <p>At length.
             * @since 1
             */
            public final class Reader<T> implements Runnable {

                private static final String BRACE = "}{\\"";
                private final char quote = '\\'';

                @Override
                public void run() {
                    int a = 1; // }
                    String text = \"""
                        } not code {
                        \""";
                    if (a > 1) {
                        throw new IllegalStateException("a }");
                    }
                    System.out.println(text + a);
                }

                List<T> all(
                        int from,
                        int to) throws Exception {
                    /* } */
                    var list = new java.util.ArrayList<T>();
                    for (int i = from; i < to; i++) {
                        list.add(null);
                    }
                    return list;
                }

                record Pair(int a, int b) {
                    Pair {
                        a = Math.abs(a);
                        b = Math.abs(b);
                        assertThat(a + b);
                    }
                }
            }
            """;

    static final String PYTHON = """
            import os
            from typing import List

            LIMIT = 3


            @decorated
            class Reader(Base):
                \"""Reads things.\"""

                kind = "reader"

                def read(
                    self,
                    path: str,
                ) -> List[str]:
                    \"""Reads a file.

                    def not_code():
                    At length,
                    in three lines.
                    \"""
                    lines = []
                    with open(path) as file:
                        text = '''
            at the margin
            '''
                        lines = file.read().split(text)
                    if not lines:
                        raise ValueError("nothing in " + path)
                    return lines

                async def size(self):  # a comment
                    total = 0
                    for line in self.read("a"):
                        total += len(line)
                    return total


            def main():
                reader = Reader()
                print(reader.read("#"))
                print(reader.size())
            """;

    static final String TYPESCRIPT = """
            import { a } from "./a.js";

            export interface Shape {
                area(): number;
            }

            const BRACE = /[/}]+"/g;

            export class Box implements Shape {
                private text = `}${[1, 2].map((n) => `{${n}`).join("}")}`;

                area(): number {
                    const width = this.width / 2;
                    const height = this.height / 2;
                    return width * height;
                }
            }

            export const load = async (path: string) => {
                const don = "don't";
                if (!path) {
                    throw new Error(`no ${path}`);
                }
                return fetch(path);
            };

            describe("Box", () => {
                it("has an area", () => {
                    const box = new Box();
                    box.grow();
                    expect(box.area()).toBe(1);
                });
            });

            module.exports = {
                run: function (a) {
                    a.b();
                    a.c();
                    return a.d();
                },
            };
            """;

    static final String GO = """
            package main

            import (
            \t"errors"
            \t"fmt"
            )

            type Reader struct {
            \tpath string
            }

            // Read reads.
            func (r *Reader) Read() (string, error) {
            \ttext := `}
            {`
            \tif r.path == "" {
            \t\treturn "", errors.New("no path }")
            \t}
            \tfmt.Println('}')
            \treturn text, nil
            }

            func main() {
            \tr := &Reader{}
            \tr.Read()
            \tr.Read()
            }
            """;

    static final String RUST = """
            use std::fmt;

            #[derive(Debug)]
            pub struct Reader<'a> {
                path: &'a str,
            }

            impl<'a> Reader<'a> {
                /// Reads.
                pub fn read(&self) -> Result<String, Error> {
                    let raw = r#"}" {"#; /* } /* } */ */
                    let c = '}';
                    if self.path.is_empty() {
                        return Err(Error::new("none"));
                    }
                    Ok(raw.to_string())
                }
            }

            fn main() {
                let text = "a
                    } string";
                println!("{}", text);
                println!("{}", text);
            }
            """;

    static final String CPP = """
            #include <string>
            #define OPEN {

            namespace a {

            struct Reader {
                int size = 1'000'000;
                Reader(int a, int b) : a_(a), b_{b} {
                    init(a);
                    init(b);
                    done();
                }
            };

            static struct Reader *make(const char *path) {
                const char *raw = R"x(} )" {)x";
                char c = '}';
                if (!path) {
                    throw std::runtime_error("no path");
                }
                return new Reader(1, 2);
            }

            }  // namespace a
            """;

    /** What must still be there of each, however short it is to become. */
    static final List<String> KEPT = List.of(
            "import java.util.List;",
            "public final class Reader<T> implements Runnable {",
            "@Override",
            "public void run() {",
            "List<T> all(",
            "int to) throws Exception {",
            "throw new IllegalStateException(\"a }\");",
            "record Pair(int a, int b) {",
            "* Reads things.",
            "from typing import List",
            "@decorated",
            "class Reader(Base):",
            "kind = \"reader\"",
            ") -> List[str]:",
            "\"\"\"Reads a file.",
            "raise ValueError(\"nothing in \" + path)",
            "async def size(self):  # a comment",
            "def main():",
            "export interface Shape {",
            "area(): number;",
            "export class Box implements Shape {",
            "area(): number {",
            "export const load = async (path: string) => {",
            "throw new Error(`no ${path}`);",
            "it(\"has an area\", () => {",
            "run: function (a) {",
            "type Reader struct {",
            "func (r *Reader) Read() (string, error) {",
            "return \"\", errors.New(\"no path }\")",
            "func main() {",
            "impl<'a> Reader<'a> {",
            "pub fn read(&self) -> Result<String, Error> {",
            "return Err(Error::new(\"none\"));",
            "fn main() {",
            "#include <string>",
            "namespace a {",
            "Reader(int a, int b) : a_(a), b_{b} {",
            "static struct Reader *make(const char *path) {",
            "throw std::runtime_error(\"no path\");");

    static final List<String> ALL = List.of(JAVA, PYTHON, TYPESCRIPT, GO, RUST, CPP);

    private SourceTexts() {}

    /** Whole files, excerpts that begin and end anywhere, and several in one, numbered or not. */
    static Arbitrary<String> sources() {
        Arbitrary<String> whole = Arbitraries.of(ALL);
        Arbitrary<String> excerpt = whole.flatMap(text -> {
            List<String> lines = text.lines().toList();
            return Arbitraries.integers()
                    .between(0, lines.size() - 1)
                    .flatMap(from -> Arbitraries.integers()
                            .between(from + 1, lines.size())
                            .map(to -> String.join("\n", lines.subList(from, to))));
        });
        Arbitrary<String> any = Arbitraries.oneOf(whole, excerpt)
                .list()
                .ofMinSize(1)
                .ofMaxSize(3)
                .map(parts -> String.join("\n", parts));
        return Arbitraries.oneOf(any, any.map(text -> numbered(text, "→")), any.map(text -> numbered(text, ": ")));
    }

    static String numbered(String text, String mark) {
        List<String> lines = List.of(text.split("\n", -1));
        return IntStream.range(0, lines.size())
                .mapToObj(i -> "%6d%s%s".formatted(i + 1, mark, lines.get(i)))
                .collect(Collectors.joining("\n"));
    }
}
