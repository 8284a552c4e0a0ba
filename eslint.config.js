import { defineConfig } from "eslint/config";
import tseslint from "typescript-eslint";

// Flat configuration has to be a default export; nothing else in the project is one.
export default defineConfig(
  { ignores: ["node_modules/", "site/dist/", ".commute/", "coverage/"] },
  {
    files: ["**/*.ts"],
    extends: [tseslint.configs.recommendedTypeChecked],
    languageOptions: {
      parserOptions: { project: "./tsconfig.json", tsconfigRootDir: import.meta.dirname },
    },
    rules: {
      "@typescript-eslint/no-explicit-any": "error",
      "@typescript-eslint/no-floating-promises": "error",
      "@typescript-eslint/consistent-type-imports": "error",
      "@typescript-eslint/explicit-module-boundary-types": "error",
      "@typescript-eslint/no-non-null-assertion": "error",
      "@typescript-eslint/prefer-readonly": "error",
      "@typescript-eslint/switch-exhaustiveness-check": [
        "error",
        { considerDefaultExhaustiveForUnions: true },
      ],
      "@typescript-eslint/no-unused-vars": [
        "error",
        { argsIgnorePattern: "^_", varsIgnorePattern: "^_", caughtErrors: "all" },
      ],
      // A record of operations is full of functions that one model has no reason to make async.
      "@typescript-eslint/require-await": "off",
      "@typescript-eslint/restrict-template-expressions": [
        "error",
        { allowNumber: true, allowBoolean: true },
      ],
      eqeqeq: "error",
      "no-restricted-syntax": [
        "error",
        { selector: "ExportDefaultDeclaration", message: "Name the export: no default exports." },
        { selector: "TSEnumDeclaration", message: "Use a union of strings: no enums." },
        { selector: "ExportAllDeclaration", message: "Re-export by name: no export *." },
      ],
    },
  },
  // Vite and vitest read their configuration from a default export.
  { files: ["*.config.ts"], rules: { "no-restricted-syntax": "off" } },
);
