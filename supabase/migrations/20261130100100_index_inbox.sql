-- The inbox in each of its orders: newest, and by the end of the refund window, which is read campaign by campaign because
-- each campaign has its own. An index for every tab, so that a page is read from it and nothing is sorted.
create index calls_inbox_newest on core.calls (start_time_utc desc, id desc) where status = 'flagged' and verdict is null;
create index calls_inbox_campaign on core.calls (campaign_id, start_time_utc, id) where status = 'flagged' and verdict is null;
create index calls_unsure_newest on core.calls (start_time_utc desc, id desc)
  where needs_review and (verdict is null or review_reason = 'rejudge_differs');
create index calls_unsure_campaign on core.calls (campaign_id, start_time_utc, id)
  where needs_review and (verdict is null or review_reason = 'rejudge_differs');
create index calls_decided_newest on core.calls (verdict, start_time_utc desc, id desc) where verdict is not null;
create index calls_decided_campaign on core.calls (verdict, campaign_id, start_time_utc, id) where verdict is not null;

-- A publisher has few of the calls, and is what a reviewer narrows by most.
create index calls_inbox_publisher on core.calls (publisher, start_time_utc desc, id desc)
  where status = 'flagged' and verdict is null;

-- The publishers of flagged calls, each found by one step.
create index calls_flagged_publisher on core.calls (publisher) where severity is not null;
