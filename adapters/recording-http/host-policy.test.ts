import { expect, test } from "vitest";
import { defaultRecordingHosts, isHostPattern, isRecordingHost } from "./host-policy.ts";

test.each([
  "media.ringba.com",
  "a.b.ringba.com",
  "s3.amazonaws.com",
  "bucket.s3.amazonaws.com",
  "s3.us-east-1.amazonaws.com",
  "bucket.s3.us-gov-west-1.amazonaws.com",
  "s3-us-west-2.amazonaws.com",
  "bucket.s3-eu-west-1.amazonaws.com",
  "s3.dualstack.ap-southeast-2.amazonaws.com",
  "my-bucket.s3.dualstack.eu-central-1.amazonaws.com",
  "bucket.s3-accelerate.amazonaws.com",
  "bucket.s3-accelerate.dualstack.amazonaws.com",
  "s3-external-1.amazonaws.com",
])("%s is a host of recordings", (host) => {
  expect(isRecordingHost(host, defaultRecordingHosts)).toBe(true);
});

test.each([
  "ringba.com",
  "evilringba.com",
  "media.ringba.com.evil.test",
  "media.ringba.com.",
  "amazonaws.com",
  "x.amazonaws.com",
  "a.b.s3.amazonaws.com",
  "s3.amazonaws.com.evil.test",
  "s3.amazonaws.com.cn",
  "s3amazonaws.com",
  "ec2-1-2-3-4.compute-1.amazonaws.com",
  "s3.compute-1.amazonaws.com",
  "lb-1.us-east-1.elb.amazonaws.com",
  "s3.us-east-1.elb.amazonaws.com",
  "abc.execute-api.us-east-1.amazonaws.com",
  "bucket.s3-website-us-east-1.amazonaws.com",
  "bucket.s3-website.eu-central-1.amazonaws.com",
  "bucket.vpce-1.s3.us-east-1.vpce.amazonaws.com",
  "point-1.s3-accesspoint.us-east-1.amazonaws.com",
  "1.s3-control.us-east-1.amazonaws.com",
  "s3-accelerate.amazonaws.com",
])("%s is none", (host) => {
  expect(isRecordingHost(host, defaultRecordingHosts)).toBe(false);
});

test("a configured list stands in the place of the known hosts", () => {
  const hosts = ["media.example.com", "*.files.example.com"];
  const taken = (host: string) => isRecordingHost(host, hosts);
  expect(["media.example.com", "a.files.example.com", "b.a.files.example.com"].every(taken)).toBe(true);
  expect(
    ["files.example.com", "x.media.example.com", "media.ringba.com", "s3.amazonaws.com"].some(taken),
  ).toBe(false);
});

test("a pattern is a host, a wildcard of one or S3's name, and nothing that widens it", () => {
  expect(
    ["media.example.com", "*.example.com", "amazon-s3", "xn--bcher-kva.example"].every(isHostPattern),
  ).toBe(true);
  for (const wrong of [
    ...[
      "*",
      "*.com",
      "com",
      "**.example.com",
      "media.*.com",
      "https://media.example.com",
      "media.example.com:80",
    ],
    ...[
      "10.0.0.5",
      "127.0.0.1",
      "[::1]",
      "localhost",
      ".example.com",
      "example.com.",
      "Media.example.com",
      "",
    ],
    ...["media_x.example.com", "*example.com", "media.example.com/x", "bücher.example"],
  ])
    expect(isHostPattern(wrong), wrong).toBe(false);
});
