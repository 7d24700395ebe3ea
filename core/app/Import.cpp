// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "app/Import.h"

#include "store/Store.h"

#include <QCoreApplication>

namespace spectrum::core
{

namespace
{

// So many changes are on their way at once: enough for full batches, and far from the limit of the queue.
constexpr qsizetype maximumChanges = 1000;

template <typename T>
Result<T> await(const QFuture<Result<T>> &future)
{
    while (!future.isFinished())
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
    return future.result();
}

// What the first Spectrum 2 kept for a user and somebody still asks for.
bool isKept(const QString &key)
{
    static const QStringList keys{QStringLiteral("enable_transport"), QStringLiteral("send_headlines"),
                                  QStringLiteral("stay_connected")};
    return keys.contains(key);
}

} // namespace

Import::Import(const Network &network, store::Store *store, const InstanceId &instance, Notice notice)
    : m_network(network), m_store(store), m_instance(instance), m_notice(std::move(notice))
{
}

Result<Import::Outcome> Import::takeAll(store::OldDatabase &old)
{
    for (;;) {
        Result<std::optional<store::OldAccount>> next = old.next();
        if (!next)
            return next.error();
        if (!*next)
            break;
        if (const Result<void> taken = take(std::move(**next)); !taken)
            return taken.error();
        if (m_changes.size() < maximumChanges)
            continue;
        if (const Result<void> done = awaitAll(); !done)
            return done.error();
    }
    if (const Result<void> done = awaitAll(); !done)
        return done.error();
    return m_outcome;
}

Result<void> Import::take(store::OldAccount old)
{
    const Result<QString> name = m_network.normalisedName(old.account.name);
    if (!name || name->isEmpty() || old.account.user.isEmpty()) {
        ++m_outcome.skipped;
        m_notice(QStringLiteral("%1: left out: the name \"%2\" cannot be used here: %3")
                     .arg(old.account.user.toString(), old.account.name,
                          name ? QStringLiteral("it is empty.") : name.error().userText));
        return {};
    }
    const Result<bool> present = isPresent(old.account.user);
    if (!present)
        return present.error();
    if (*present) {
        ++m_outcome.present;
        m_notice(QStringLiteral("%1: is registered already, and stays so.").arg(old.account.user.toString()));
        return {};
    }
    // The account comes last: where it is, all that belongs to it is.
    takeContacts(old);
    takeSettings(old);
    ++m_outcome.accounts;
    old.account.name = *name;
    if (m_store)
        submit(m_store->accounts().put(m_instance, std::move(old.account)));
    return {};
}

Result<bool> Import::isPresent(const UserId &user) const
{
    if (!m_store)
        return false;
    const Result<std::optional<Account>> found = await(m_store->accounts().find(m_instance, user));
    if (!found)
        return found.error();
    return found->has_value();
}

void Import::takeContacts(const store::OldAccount &old)
{
    for (Contact contact : old.contacts) {
        const Result<ContactId> id = m_network.contactId(contact.id.toString());
        if (!id) {
            m_notice(QStringLiteral("%1: left out: the contact \"%2\": %3")
                         .arg(old.account.user.toString(), contact.id.toString(), id.error().userText));
            continue;
        }
        contact.id = *id;
        ++m_outcome.contacts;
        if (m_store)
            submit(m_store->contacts().put(m_instance, old.account.user, std::move(contact)));
    }
}

void Import::takeSettings(const store::OldAccount &old)
{
    for (auto setting = old.settings.cbegin(); setting != old.settings.cend(); ++setting) {
        if (!isKept(setting.key()))
            continue;
        ++m_outcome.settings;
        if (m_store)
            submit(m_store->settings().put({m_instance, old.account.user}, setting.key(), setting.value()));
    }
}

void Import::submit(QFuture<Result<void>> change)
{
    m_changes.append(std::move(change));
    // One user may have more contacts than the queue takes.
    if (m_changes.size() < maximumChanges)
        return;
    if (const Result<void> done = awaitAll(); !done)
        m_failure = done;
}

Result<void> Import::awaitAll()
{
    const QList<QFuture<Result<void>>> changes = std::exchange(m_changes, {});
    for (const QFuture<Result<void>> &change : changes) {
        if (const Result<void> done = await(change); !done)
            return done;
    }
    return m_failure;
}

} // namespace spectrum::core
