-- A message's rows are written again with every receipt. Where a page has room for the new version no index has to hear of it:
-- what a receipt of a message under way changes, none of them looks at. Holds for pages that are filled from now on.
alter table attempt set (fillfactor = 70);
alter table delivery set (fillfactor = 70);
