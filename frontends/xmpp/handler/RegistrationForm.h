// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// The registration form (XEP-0077, with a data form of XEP-0004): writes it and reads what was filled in.
#pragma once

#include "../ErrorMap.h"

#include "stream/Element.h"

#include <spectrum/Account.h>
#include <spectrum/FrontendModule.h>

#include <variant>

namespace spectrum::xmpp
{

struct Options;

// The fields for the account that must vouch for who registers.
[[nodiscard]] QString localUsernameField();
[[nodiscard]] QString localPasswordField();

class RegistrationForm
{
public:
    RegistrationForm(const QList<Field> &fields, const Options &options);

    // The secret is never shown again.
    [[nodiscard]] QByteArray write(const std::optional<AccountSummary> &known) const;
    // A data form wins over plain elements.
    [[nodiscard]] static QMap<QString, QString> answersIn(const Element &query);
    // Fields that nobody asked for are ignored. The name is as it was typed.
    [[nodiscard]] std::variant<Account, StanzaError> read(const QMap<QString, QString> &answers) const;
    // What there is to ask in a dialogue: labelled, with what is known as defaults, and without a choice of
    // one.
    [[nodiscard]] QList<Field> fields(const std::optional<AccountSummary> &known) const;

private:
    [[nodiscard]] QList<Field> allFields(const std::optional<AccountSummary> &known) const;
    [[nodiscard]] QString labelOf(const Field &field) const;
    [[nodiscard]] QString valueOf(const Field &field, const std::optional<AccountSummary> &known) const;

    QList<Field> m_fields;
    const Options &m_options;
};

} // namespace spectrum::xmpp
