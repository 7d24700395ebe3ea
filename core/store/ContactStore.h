// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// Keeps the contact lists of users whose network does not.
#pragma once

#include "store/Writer.h"

#include <spectrum/Contact.h>

namespace spectrum::store
{

// Used in the thread of the Writer, which outlives it. A user needs no stored account, so that lists outlive
// a login in server mode too. Errors: TooLarge (a value over its limit), Overloaded (maximumContacts reached,
// or the queue is full), StorageFailed.
class ContactStore
{
public:
    static constexpr int maximumContacts = 10000; // of one user

    explicit ContactStore(Writer &writer) noexcept : m_writer(writer) {}

    // In the order of their ids.
    [[nodiscard]] QFuture<Result<QList<Contact>>> list(const InstanceId &instance, const UserId &user);
    // Adds it, or replaces the one of that id.
    QFuture<Result<void>> put(const InstanceId &instance, const UserId &user, Contact contact);
    // Succeeds when there was none.
    QFuture<Result<void>> remove(const InstanceId &instance, const UserId &user, const ContactId &contact);

private:
    Writer &m_writer;
};

} // namespace spectrum::store
