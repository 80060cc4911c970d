import { describe, expect, it } from 'vitest';
import { loadConfig } from '../../src/ops/config.ts';

const llmOf = (variables: Readonly<Record<string, string>>) => loadConfig(variables).llm;

describe('the language model', () => {
  it('is not asked without a key or an address', () => {
    expect(llmOf({})).toBeUndefined();
    expect(llmOf({ OPENAI_MODEL: 'gpt-4.1', LLM_DAILY_BUDGET_USD: '5' })).toBeUndefined();
  });

  it('is one of OpenAI when there is a key, with its list price and a dollar a day', () => {
    expect(llmOf({ OPENAI_API_KEY: 'sk-1' })).toEqual({
      apiKey: 'sk-1',
      baseUrl: 'https://api.openai.com/v1',
      model: 'gpt-4.1-mini',
      price: { input: 0.4, output: 1.6 },
      dailyBudgetUsd: 1,
      dailyChecks: { member: 50, workspace: 500 },
    });
  });

  it.each(['localhost', '127.0.0.1', '[::1]', 'host.docker.internal', 'ollama'])(
    'may be one on a machine of our own, which costs nothing and needs no key: %s',
    (host) => {
      const baseUrl = `http://${host}:11434/v1`;
      expect(llmOf({ OPENAI_BASE_URL: baseUrl, OPENAI_MODEL: 'llama3.1:8b' })).toMatchObject({
        ...{ apiKey: 'none', baseUrl, model: 'llama3.1:8b' },
        price: { input: 0, output: 0 },
      });
    },
  );

  it('may be any other, at the price that is set', () => {
    const variables = {
      OPENAI_API_KEY: 'sk-or-1',
      OPENAI_BASE_URL: 'https://openrouter.ai/api/v1/',
      OPENAI_MODEL: 'openai/gpt-4.1-mini',
      LLM_PRICE_INPUT_USD: '0.42',
      LLM_PRICE_OUTPUT_USD: '1.7',
      LLM_DAILY_BUDGET_USD: '0.25',
      LLM_MEMBER_DAILY_CHECKS: '5',
      LLM_WORKSPACE_DAILY_CHECKS: '20',
    };
    expect(llmOf(variables)).toMatchObject({
      baseUrl: 'https://openrouter.ai/api/v1',
      price: { input: 0.42, output: 1.7 },
      dailyBudgetUsd: 0.25,
      dailyChecks: { member: 5, workspace: 20 },
    });
  });

  it.each([
    ['LLM_DAILY_BUDGET_USD', { LLM_DAILY_BUDGET_USD: 'much' }],
    ['LLM_DAILY_BUDGET_USD', { LLM_DAILY_BUDGET_USD: '-1' }],
    ['LLM_MEMBER_DAILY_CHECKS', { LLM_MEMBER_DAILY_CHECKS: '1.5' }],
    ['OPENAI_BASE_URL', { OPENAI_BASE_URL: 'localhost:11434' }],
    ['OPENAI_BASE_URL', { OPENAI_BASE_URL: 'https://user:secret-word@host/v1' }],
    ['OPENAI_API_KEY', { OPENAI_API_KEY: 'sk secret-word' }],
    ['OPENAI_MODEL', { OPENAI_API_KEY: 'sk-1', OPENAI_MODEL: 'a model' }],
    ['OPENAI_MODEL', { OPENAI_BASE_URL: 'http://localhost:11434/v1' }],
    ['LLM_PRICE_INPUT_USD', { OPENAI_API_KEY: 'sk-1', OPENAI_MODEL: 'gpt-99' }],
    ['LLM_PRICE_INPUT_USD', { OPENAI_API_KEY: 'sk-1', LLM_PRICE_OUTPUT_USD: '1' }],
    ['LLM_PRICE_INPUT_USD', { OPENAI_BASE_URL: 'https://llm.example/v1', OPENAI_MODEL: 'gpt-4.1-mini' }],
    ['LLM_PRICE_INPUT_USD', { OPENAI_BASE_URL: 'http://127.0.0.1.llm.example/v1', OPENAI_MODEL: 'gpt-4.1-mini' }],
  ])('is not taken with a wrong setting, which is named without its value: %s', (name, variables) => {
    const load = () => llmOf(variables);
    expect(load).toThrow(new RegExp(`The environment is not right: .*${name} `));
    expect(load).not.toThrow(/secret-word/);
  });
});
