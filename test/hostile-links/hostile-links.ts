/** Addresses that no recording may come from: this machine's, a private net's, clouds' metadata, a carrier's, none at all. */
const inside = ["127.0.0.1", "10.0.0.5", "169.254.169.254", "192.168.1.1"] as const;
const alsoInside = [
  ...["127.1.2.3", "127.255.255.254", "172.16.0.1", "172.31.255.254", "100.64.0.1", "100.100.100.200"],
  ...["0.0.0.0", "168.63.129.16", "192.0.0.192", "198.18.0.1", "224.0.0.1", "255.255.255.255"],
] as const;

/** The ways to write one IPv4 address that some parser takes for it. */
function spellings(address: string): string[] {
  const [a = 0, b = 0, c = 0, d = 0] = address.split(".").map(Number);
  const whole = ((a * 256 + b) * 256 + c) * 256 + d;
  const hex = (value: number, digits: number) => value.toString(16).padStart(digits, "0");
  const [high, low] = [hex(a * 256 + b, 4), hex(c * 256 + d, 4)];
  const wide = (text: string) => text.replace(/\d/g, (digit) => String.fromCodePoint(0xff10 + Number(digit)));
  return [
    address,
    String(whole),
    `0x${hex(whole, 8)}`,
    `0${whole.toString(8)}`,
    [a, b, c, d].map((byte) => `0x${hex(byte, 2)}`).join("."),
    [a, b, c, d].map((byte) => `0${byte.toString(8)}`).join("."),
    [a, b, c, d].map((byte) => `000${byte.toString(8)}`).join("."),
    `0x${hex(a, 2)}.${(b * 256 + c) * 256 + d}`,
    `${a}.${(b * 256 + c) * 256 + d}`,
    `${a}.${b}.${c * 256 + d}`,
    wide(address),
    address.replaceAll(".", "。"),
    address.replaceAll(".", "%2e"),
    address.replace(/\d/g, (digit) => `%3${digit}`),
    `${address}.`,
    `[::ffff:${address}]`,
    `[::ffff:${high}:${low}]`,
    `[0:0:0:0:0:FFFF:${high}:${low}]`,
    `[::${address}]`,
    `[::ffff:0:${address}]`,
    `[64:ff9b::${address}]`,
    `[64:ff9b::${high}:${low}]`,
    `[64:ff9b:1::${high}:${low}]`,
    `[2002:${high}:${low}::1]`,
    `[2001:0:4136:e378:8000:63bf:${hex(0xffff - (a * 256 + b), 4)}:${hex(0xffff - (c * 256 + d), 4)}]`,
    `[2600::5efe:${high}:${low}]`,
  ];
}

const literal6 = [
  ...["[::1]", "[::]", "[0:0:0:0:0:0:0:1]", "[0000:0000:0000:0000:0000:0000:0000:0001]", "[::0001]"],
  ...["[fe80::1]", "[fec0::1]", "[fc00::1]", "[fd00:ec2::254]", "[fd20:ce::254]", "[ff02::1]", "[100::1]"],
  ...["[2001:db8::1]", "[3fff::1]", "[4000::1]", "[::1%25lo]", "[fe80::1%25lo]"],
];

const notRecordingHosts = [
  ...[
    "localhost",
    "localhost.",
    "LOCALHOST",
    "localhost.localdomain",
    "ip6-localhost",
    "metadata",
    "loopback",
  ],
  ...["metadata.google.internal", "instance-data", "instance-data.ec2.internal", "kubernetes.default.svc"],
  ...[
    "ringba.com",
    "evilringba.com",
    "media-ringba.com",
    "ringba.com.evil.test",
    "media.ringba.com.evil.test",
  ],
  ...[
    "media.ringba.com.",
    "media.ringba.co",
    "media.ringba.com.localhost",
    "media.ringba.comm",
    "mediaringba.com",
  ],
  ...[
    "media.rіngba.com",
    "media.ringbа.com",
    "xn--rngba-m2e.com",
    "media.ringba。com.evil.test",
    "ｒingba.com",
  ],
  ...["media.ringba.com%2eevil.test", "media.ringba.com%00.evil.test", "evil.test%2f.ringba.com"],
  ...["evil.test%23.ringba.com", "evil.test%3f.ringba.com", "evil.test%5c.ringba.com", "127.0.0.1.nip.io"],
  ...[
    "amazonaws.com",
    "s3amazonaws.com",
    "s3.amazonaws.com.evil.test",
    "s3.amazonaws.com.",
    "s3.amazonaws.com.cn",
  ],
  ...["evil-s3.amazonaws.com", "x.amazonaws.com", "a.b.s3.amazonaws.com", "s3.evil.amazonaws.com"],
  ...["ec2-52-1-2-3.compute-1.amazonaws.com", "ec2-52-1-2-3.eu-west-1.compute.amazonaws.com"],
  ...["internal-lb-1.us-east-1.elb.amazonaws.com", "s3.us-east-1.elb.amazonaws.com"],
  ...["abc123.execute-api.us-east-1.amazonaws.com", "sqs.us-east-1.amazonaws.com", "sts.amazonaws.com"],
  ...["bucket.s3-website-us-east-1.amazonaws.com", "bucket.s3-website.eu-central-1.amazonaws.com"],
  ...["bucket.vpce-1a2b.s3.us-east-1.vpce.amazonaws.com", "point-1.s3-accesspoint.us-east-1.amazonaws.com"],
  ...["s3.compute-1.amazonaws.com", "s3.us-east-1.amazonaws.com.evil.test", "s3-accelerate.amazonaws.com"],
  ...[
    "db-1.abc.us-east-1.rds.amazonaws.com",
    "1.s3-control.us-east-1.amazonaws.com",
    "s3.amazonaws.evil.test",
  ],
];

/** Links in which one host is seen by a careless reader, and another is asked; `port` listens on this machine. */
function disguised(port: number): string[] {
  return [
    ...["@", ":@", ":x@", "%40@", "%2540@", "%00@", "#@", "?@", "/@", "\\@", "\t@"]
      .flatMap((between) => [
        `https://media.ringba.com${between}127.0.0.1/`,
        `http://media.ringba.com${between}127.0.0.1:${port}/`,
      ])
      .filter((link) => !/^https:\/\/media\.ringba\.com[#?/\\]/.test(link)),
    `https://127.0.0.1\\@media.ringba.com/`,
    `https://127.0.0.1#@media.ringba.com/`,
    `https://127.0.0.1?@media.ringba.com/`,
    `https://127.0.0.1/@media.ringba.com/`,
    `https://127.0.0.1:${port}\\.ringba.com/`,
    `https://127.0.0.1:${port}#.ringba.com/`,
    `http:\\\\127.0.0.1:${port}\\`,
    `https:/127.0.0.1/`,
    `https:127.0.0.1`,
    `https:\\\\\\127.0.0.1\\`,
    `https:////127.0.0.1/`,
    `https://127.0.\t0.1/`,
    `ht\ttps://127.0.0.1/`,
    ` https://127.0.0.1/ `,
    `https://127.0.0.1:0443/`,
    `//127.0.0.1:${port}/`,
    `\\\\127.0.0.1:${port}\\`,
    `/\\127.0.0.1:${port}/`,
    `/\t/127.0.0.1:${port}/`,
    `https://user@media.ringba.com/`,
    `https://user:word@s3.amazonaws.com/`,
    `https://media.ringba.com:${port}/`,
    ...[0, 22, 80, 444, 6379, 8080, 8443].map((other) => `https://media.ringba.com:${other}/`),
    `https://s3.amazonaws.com:${port}/`,
    `http://media.ringba.com/`,
    `http://media.ringba.com:443/`,
    `http://s3.amazonaws.com/`,
    `HTTP://MEDIA.RINGBA.COM/`,
  ];
}

function otherSchemes(port: number): string[] {
  return [
    ...["ftp", "gopher", "dict", "ldap", "tftp", "sftp", "telnet", "ws", "wss", "redis", "jar:http"].map(
      (scheme) => `${scheme}://127.0.0.1:${port}/_x`,
    ),
    "file:///etc/passwd",
    "file://127.0.0.1/etc/passwd",
    "file:/etc/passwd",
    "data:audio/mpeg;base64,SUQz",
    "javascript:alert(1)",
    "blob:https://media.ringba.com/x",
    "about:blank",
    "view-source:https://media.ringba.com/",
    "unix:/var/run/docker.sock",
    "http+unix://%2Fvar%2Frun%2Fdocker.sock/info",
    "wss://media.ringba.com/",
    "ftp://media.ringba.com/",
  ];
}

/** Beside the operator's own origins, which are allowed: the same machine in any other way. */
function besideOwn(ownPort: number): string[] {
  return [
    `https://127.0.0.1:${ownPort}/hostile`,
    `http://localhost:${ownPort}/hostile`,
    `http://127.0.0.2:${ownPort}/hostile`,
    `http://[::ffff:127.0.0.1]:${ownPort}/hostile`,
    `http://user@127.0.0.1:${ownPort}/hostile`,
    `http://0.0.0.0:${ownPort}/hostile`,
    `ftp://127.0.0.1:${ownPort}/hostile`,
    `http://127.0.0.1:${ownPort}@127.0.0.1/hostile`,
    `http://127.0.0.1.:${ownPort}@10.0.0.5/hostile`,
  ];
}

/** More than 300 links that must lead nowhere; what is on this machine listens on `port`. */
export function hostileLinks(port: number, ownPort: number): string[] {
  const literals = [...inside.flatMap(spellings), ...alsoInside, ...literal6];
  return [
    ...new Set([
      ...literals.flatMap((host) => [`http://${host}:${port}/`, `https://${host}/`]),
      ...notRecordingHosts.map((host) => `https://${host}/`),
      ...disguised(port),
      ...otherSchemes(port),
      ...besideOwn(ownPort),
    ]),
  ];
}
