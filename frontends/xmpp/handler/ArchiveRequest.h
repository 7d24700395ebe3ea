// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// Understands what a client wants to read of its user's archive (XEP-0313 §4, XEP-0059).
#pragma once

#include "../ErrorMap.h"
#include "stream/Element.h"

#include <spectrum/Archive.h>

#include <QMap>

#include <optional>

namespace spectrum::xmpp
{

class ArchiveRequest
{
public:
    static constexpr int maximumPage = 100;

    // Of a <query/>. Nothing when it was understood.
    [[nodiscard]] std::optional<StanzaError> read(const Element &query);

    [[nodiscard]] const ArchiveQuery &query() const { return m_query; }
    // The page's newest message comes first.
    [[nodiscard]] bool isFlipped() const { return m_isFlipped; }

private:
    using Refusal = std::optional<StanzaError>;

    [[nodiscard]] Refusal readForm(const Element &form);
    [[nodiscard]] Refusal readField(const QString &name, const QStringList &values);
    [[nodiscard]] Refusal readNumbers(const QStringList &values);
    [[nodiscard]] Refusal readPage(const Element &set);
    // What has a number as its name narrows what there is.
    [[nodiscard]] Refusal readPlace(const QString &text, qint64 &place, bool (*isNarrower)(qint64, qint64));

    ArchiveQuery m_query;
    bool m_isFlipped = false;
};

} // namespace spectrum::xmpp
