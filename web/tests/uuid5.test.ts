import assert from "node:assert/strict";
import { test } from "node:test";
import { ticketId } from "../src/core/uuid5.ts";

test("a screen knows the ticket id of an order as the server makes it", () => {
  assert.equal(ticketId("pos-web", "w1"), "31518b7a-9b3c-5dc5-81e8-aab36ce405cd");
  assert.equal(ticketId("till", "蜀香 38"), "4fd27049-6eac-5ff9-b13a-9328cb8aefe0");
  assert.equal(ticketId("pos", "x".repeat(120)), "cf0999cb-1d72-5eee-a21e-87bad3a6abfe");
});
