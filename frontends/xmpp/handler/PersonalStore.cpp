// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "PersonalStore.h"

#include "../MissedStore.h"

#include <algorithm>

namespace spectrum::xmpp
{

namespace
{

qsizetype sizeOf(const PersonalStore::Values &values)
{
    qsizetype size = 0;
    for (auto value = values.cbegin(); value != values.cend(); ++value)
        size += MissedStore::isKey(value.key()) ? 0 : value.key().size() + value->size();
    return size;
}

qsizetype countOf(const PersonalStore::Values &values)
{
    return std::count_if(values.keyBegin(), values.keyEnd(),
                         [](const QString &key) { return !MissedStore::isKey(key); });
}

std::optional<StanzaError> check(const PersonalStore::Values &before, const PersonalStore::Values &changes)
{
    PersonalStore::Values after = before;
    for (auto change = changes.cbegin(); change != changes.cend(); ++change) {
        if (change->size() > PersonalStore::maximumValue)
            return notAcceptable(QStringLiteral("This is too large to be kept: at most %1 characters.")
                                     .arg(PersonalStore::maximumValue));
        if (change->isEmpty())
            after.remove(change.key());
        else
            after.insert(change.key(), *change);
    }
    const qsizetype size = sizeOf(after);
    // What makes it less is always right.
    if (size > PersonalStore::maximumSize && size > sizeOf(before))
        return resourceConstraint(QStringLiteral("There is no room for more: at most %1 characters are kept.")
                                      .arg(PersonalStore::maximumSize));
    if (countOf(after) > PersonalStore::maximumCount && countOf(after) > countOf(before))
        return resourceConstraint(QStringLiteral("There is no room for more: at most %1 things are kept.")
                                      .arg(PersonalStore::maximumCount));
    return std::nullopt;
}

} // namespace

QFuture<IqOutcome> PersonalStore::enqueue(const UserId &user, Work work, Done done)
{
    Job job{.work = std::move(work), .done = std::move(done)};
    job.promise.start();
    QFuture<IqOutcome> future = job.promise.future();
    std::deque<Job> &queue = m_queues[user];
    if (queue.size() >= maximumWaiting) {
        job.promise.addResult(resourceConstraint(QStringLiteral("Too much at once; wait for the answers.")));
        job.promise.finish();
        return future;
    }
    queue.push_back(std::move(job));
    if (queue.size() == 1)
        begin(user);
    return future;
}

void PersonalStore::begin(const UserId &user)
{
    m_service.host.findSettings(user).then(&m_service.context, [this, user](const Result<Values> &values) {
        if (values)
            carryOut(user, *values);
        else
            finish(user, toStanzaError(values.error()));
    });
}

void PersonalStore::carryOut(const UserId &user, const Values &values)
{
    const Step step = m_queues.at(user).front().work(values);
    if (std::holds_alternative<StanzaError>(step.outcome) || step.changes.isEmpty())
        finish(user, step.outcome);
    else if (const auto refusal = check(values, step.changes))
        finish(user, *refusal);
    else
        save(user, step);
}

void PersonalStore::save(const UserId &user, const Step &step)
{
    struct Saved {
        qsizetype left;
        IqOutcome outcome;
    };
    auto saved = std::make_shared<Saved>(Saved{step.changes.size(), step.outcome});
    for (auto change = step.changes.cbegin(); change != step.changes.cend(); ++change) {
        m_service.host.saveSetting(user, change.key(), *change)
            .then(&m_service.context, [this, user, saved](const Result<void> &result) {
                if (!result)
                    saved->outcome = toStanzaError(result.error());
                if (--saved->left == 0)
                    finish(user, saved->outcome);
            });
    }
}

void PersonalStore::finish(const UserId &user, const IqOutcome &outcome)
{
    const auto queue = m_queues.find(user);
    Job job = std::move(queue->second.front());
    if (job.done && std::holds_alternative<IqResult>(outcome))
        job.done();
    job.promise.addResult(outcome);
    job.promise.finish();
    queue->second.pop_front();
    if (queue->second.empty())
        m_queues.erase(queue);
    else
        begin(user);
}

} // namespace spectrum::xmpp
