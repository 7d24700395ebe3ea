// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// One identity with its features, as disco#info tells it (XEP-0030) and as entity capabilities hash it
// (XEP-0115).
#pragma once

#include <QByteArray>
#include <QString>
#include <QStringList>

namespace spectrum::xmpp
{

class Capabilities
{
public:
    Capabilities() = default;
    Capabilities(QString category, QString type, QString name, QStringList features);

    // The same identity and features under another name.
    [[nodiscard]] Capabilities renamed(const QString &name) const;
    // The <query/> of an answer; node is repeated when it was asked for.
    [[nodiscard]] QByteArray query(const QString &node = {}) const;
    // The <c/> for presences.
    [[nodiscard]] const QByteArray &element() const { return m_element; }
    // What clients ask for when they saw element().
    [[nodiscard]] const QString &node() const { return m_node; }

private:
    QString m_category;
    QString m_type;
    QString m_name;
    QStringList m_features;
    QString m_node;
    QByteArray m_element;
};

} // namespace spectrum::xmpp
