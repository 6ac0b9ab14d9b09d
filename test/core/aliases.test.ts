// Held to MLflow 3.17.2 (mlflow-skinny, utils/validation.py): _validate_model_alias_name and
// _validate_model_alias_name_reserved, called with each of these names.

import { describe, expect, it } from 'vitest';
import { aliasProblem, longestAlias } from '../../src/core/aliases.ts';
import cases from '../fixtures/core/mlflow-aliases.json';

describe('aliasProblem', () => {
  it.each(cases.names)('says of "$name" what MLflow says', ({ name, allowed }) => {
    expect(aliasProblem(name) === null).toBe(allowed);
  });

  it('counts characters as MLflow does', () => {
    expect(aliasProblem('a'.repeat(longestAlias))).toBeNull();
    expect(aliasProblem('a'.repeat(longestAlias + 1))).toContain('256');
    expect(aliasProblem('𝒜'.repeat(longestAlias))).toBeNull();
  });

  it.each(['champion', 'challenger', 'Champion', 'CHALLENGER'])('leaves %s to decisions', (name) => {
    expect(aliasProblem(name)).toContain('moved only by a decision');
  });

  it.each(['', 'latest', 'v1', 'a b', 'champion'])('says why "%s" is not possible', (name) => {
    expect(aliasProblem(name)).toMatch(/^[“A-Z].+\.$/);
  });
});
