// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// One identity with its features, as disco#info tells it (XEP-0030) and as entity capabilities hash it
// (XEP-0115).
#pragma once

#include <QByteArray>
#include <QList>
#include <QMap>
#include <QString>
#include <QStringList>

#include <tuple>

namespace spectrum::xmpp
{

class Capabilities
{
public:
    // What more there is to know, as a form (XEP-0128): values by the names of the fields.
    struct Form {
        QString type = {};
        QMap<QString, QStringList> fields = {};
    };

    Capabilities() = default;
    Capabilities(QString category, QString type, QString name, QStringList features);

    // Beside the one that there is.
    void addIdentity(const QString &category, const QString &type);
    // Only one.
    void setForm(const Form &form);

    // The same identity and features under another name.
    [[nodiscard]] Capabilities renamed(const QString &name) const;
    // The <query/> of an answer; node is repeated when it was asked for.
    [[nodiscard]] QByteArray query(const QString &node = {}) const;
    // The <c/> for presences.
    [[nodiscard]] const QByteArray &element() const { return m_element; }
    // What clients ask for when they saw element().
    [[nodiscard]] const QString &node() const { return m_node; }

private:
    struct Identity {
        QString category;
        QString type;
        QString name;

        friend bool operator<(const Identity &left, const Identity &right)
        {
            return std::tie(left.category, left.type, left.name) <
                   std::tie(right.category, right.type, right.name);
        }
    };
    void seal();
    // XEP-0115 §5.1.
    [[nodiscard]] QString verification() const;
    [[nodiscard]] static QByteArray formVerification(const Form &form);
    [[nodiscard]] static QByteArray writeForm(const Form &form);

    QList<Identity> m_identities;
    QStringList m_features;
    Form m_form;
    QString m_node;
    QByteArray m_element;
};

} // namespace spectrum::xmpp
