// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// What a protocol plugin lets its accounts set, as fields of a form and back.
#pragma once

#include <spectrum/Account.h>
#include <spectrum/LoginStep.h>
#include <spectrum/Settings.h>

#include <purple.h>

namespace spectrum::purple
{

// The plugin's own order. Values of the section [purple] are defaults for all accounts of an instance.
class ProtocolOptions
{
public:
    // plugin stays loaded, as all do.
    explicit ProtocolOptions(PurplePlugin *plugin);

    // username first, then the password if the protocol knows one, then the parts of the name, then the
    // options.
    [[nodiscard]] QList<Field> fields(const Settings &settings) const;
    // The name with the parts that it lacks: "romeo" and "example.org" as romeo@example.org.
    [[nodiscard]] QString fullName(const QString &name, const QMap<QString, QString> &answers) const;
    // Sets every option that was answered or is configured. Returns the labels of the answers that do not
    // fit, which were left at the plugin's default.
    QStringList apply(PurpleAccount *account, const QMap<QString, QString> &answers,
                      const Settings &settings) const;
    // Keys of the section [purple] that the plugin does not have: names that were given, without known.
    [[nodiscard]] QStringList unknownAmong(const QStringList &names) const;

private:
    struct Part {
        PurpleAccountUserSplit *split;
        QString key;
    };
    struct Option {
        PurpleAccountOption *option;
        QString key;
        QString setting;
    };
    [[nodiscard]] Field nameField() const;
    [[nodiscard]] Field fieldOf(const Option &option, const Settings &settings) const;
    [[nodiscard]] bool setOne(PurpleAccount *account, const Option &option, const QString &value) const;

    bool m_hasPassword = true;
    bool m_needsPassword = true;
    QList<Part> m_parts;
    QList<Option> m_options;
};

} // namespace spectrum::purple
