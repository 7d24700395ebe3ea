// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// Lets users look for people on networks that can (XEP-0055).
#pragma once

#include "../IqDispatcher.h"
#include "stream/ElementWriter.h"

#include <QPromise>

#include <unordered_map>

namespace spectrum::xmpp
{

class ContactSearch
{
public:
    ContactSearch(Service &service, IqDispatcher &dispatcher);

    void handleFound(const ContactsFound &event);

private:
    struct Open {
        std::shared_ptr<QPromise<IqOutcome>> promise;
        QList<ContactsFound::Found> found = {};
        bool isForm = false;
    };
    [[nodiscard]] IqAnswer tell(const IqRequest &request) const;
    [[nodiscard]] IqAnswer search(const IqRequest &request);
    [[nodiscard]] std::variant<QMap<QString, QString>, StanzaError> readTerms(const Element &query) const;
    void finish(RequestId request, const std::optional<Error> &error);
    [[nodiscard]] QByteArray writeResult(const Open &open) const;
    void writeForm(ElementWriter &xml, const QList<ContactsFound::Found> &found) const;

    Service &m_service;
    std::unordered_map<RequestId, Open> m_open;
};

} // namespace spectrum::xmpp
