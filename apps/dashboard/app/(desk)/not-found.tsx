import Link from "next/link";

export default function NotFound() {
  return (
    <main className="flex min-h-0 flex-1 flex-col items-center justify-center gap-2 p-8">
      <p>No call with this id. It may have been deleted on request.</p>
      <Link href="/flags" className="font-medium text-signal underline underline-offset-[3px]">
        Back to the flags
      </Link>
    </main>
  );
}
