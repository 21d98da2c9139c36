import { expect, test } from "vitest";
import { passwordWeakness } from "./password-weakness.ts";

const maya = { email: "maya.okafor@northwind.example", name: "Maya Okafor" };

test.each([
  "passwordpassword",
  "qwertyuiopasdfghjkl",
  "123456789012345",
  "letmeinletmein1",
  "Summer2024Summer2024",
  "thisismypassword",
  "aaaaaaaaaaaaaaaaaaaa",
  "administrator123",
  "liverpoolliverpool",
  "callscriptcallscript1",
  "okafor-northwind",
])("%s is refused, however long it is", async (password) => {
  expect(await passwordWeakness(password, maya)).toMatch(/leaked/);
});

test.each([
  "four unrelated words of mine",
  "9lXZEk2CJC9kBUeB",
  "correct horse battery staple",
  "Rex is the dog of 12 years",
])("%s is taken", async (password) => {
  expect(await passwordWeakness(password, maya)).toBeNull();
});
