import assert from "node:assert/strict";
import { it } from "node:test";
import { reachingLines } from "../../../../src/chat/code/reachesOut.ts";

it("ordinary diagrams are drawn without a question", () => {
  for (const diagram of [
    "graph TD\n  A[Start] --> B{Ready?}\n  B -->|yes| C[/Input/]\n  B -->|no| D & E\n  style A fill:#f9f,stroke:#333;\n  classDef hot fill:#105;",
    'flowchart LR\n  A["first<br/>second\\nthird<br>"] -.-> B(("50% / year"))\n  %% a comment',
    "classDiagram\n  class Shape {\n    <<interface>>\n    +area() int\n    +List~Shape~ parts\n  }\n  Shape <|-- Circle\n  Shape <-- User",
    "sequenceDiagram\n  rect rgb(0, 255, 0)\n  A->>B: GET /items?x=1#top\n  B-->>A: 200 OK; done\n  end",
    "erDiagram\n  CUSTOMER ||--o{ ORDER : places",
    "graph TD\n  A[图像处理] --> B[imgproxy]",
  ]) {
    assert.deepEqual(reachingLines(diagram), [], diagram);
  }
});

it("T1 whatever could name an address or a picture is told, however it is spelled", () => {
  for (const line of [
    'A@{ img: "https://a.example/x.png" }',
    String.raw`A@{ "img": "https:\/\/a.example\/?d=x" }`,
    String.raw`A@{ "\x69mg": "a.example" }`,
    "A@{ 'img' : x }",
    "A[\"<video src='x'>\"]",
    "A[\"<video poster='https:&#47;&#47;a.example'>\"]",
    'A["#lt;img src=x#gt;"]',
    'A["&ltimg src=x"]',
    String.raw`classDef a fill:u\72l(https:\2f\2f a)`,
    'classDef a background-image:image-set("x")',
    "style A fill:url(x)",
    "classDef a fill:u#114;l(x);",
    "%%{init: {'themeCSS': '@import \"x\"'}}%%",
    'A["<br onclick=x>"]',
    'A["<!--x-->"]',
    'click A "HTTPS:a.example"',
    "A --> B[//a.example]",
  ]) {
    assert.deepEqual(reachingLines(`graph TD\n  A --> B\n  ${line}`), [`  ${line}`]);
  }
  const split = "graph TD\n  A --> B[/\n/a.example]";
  assert.deepEqual(reachingLines(split), split.split("\n"));
});
