-- That the provider took a message, when, and in which word it said so, is what the attempt's own row says: no event tells it.
-- What earlier versions wrote as events stays there.

alter table attempt
    add column taken_at timestamptz,
    add column taken_as text;
