-- Ingest only: the call log columns that the account knows, those that it refused, when it was asked, and a digest of
-- the account's id. Asked once a day by whoever comes first.
alter table core.lanes add column columns jsonb;
