// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// Lets users' clients read their archive a page at a time, and say what is kept (XEP-0313, XEP-0441).
#pragma once

#include "ArchiveRequest.h"
#include "MessageArchive.h"

namespace spectrum::xmpp
{

class ArchiveDesk
{
public:
    ArchiveDesk(Service &service, IqDispatcher &dispatcher, PersonalStore &store, MessageArchive &archive);

private:
    [[nodiscard]] IqAnswer find(const IqRequest &request);
    [[nodiscard]] IqAnswer tellForm() const;
    [[nodiscard]] IqAnswer tellEnds(const IqRequest &request);
    [[nodiscard]] IqAnswer tellPreferences(const IqRequest &request);
    [[nodiscard]] IqAnswer changePreferences(const IqRequest &request);

    struct Reader {
        QString account;
        QString client;
        QString queryId;
        bool isFlipped = false;
    };
    void send(const Reader &reader, const ArchivePage &page);
    void sendOne(const Reader &reader, const ArchiveEntry &entry);

    Service &m_service;
    PersonalStore &m_store;
    MessageArchive &m_archive;
};

} // namespace spectrum::xmpp
