/** The environment without a developer's own keys and endpoints: no test may depend on them, and none may spend them. */
export function withoutKeys(env: NodeJS.ProcessEnv = process.env): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !/^(DASHSCOPE|OPENAI)_/i.test(name)));
}
