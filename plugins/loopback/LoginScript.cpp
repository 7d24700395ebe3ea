// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "LoginScript.h"

namespace spectrum::loopback
{

namespace
{

constexpr char picture[] =
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNgAAAAAgABSK+kcQAAAABJRU5ErkJggg==";

QString codeKey()
{
    return QStringLiteral("code");
}

QString colourKey()
{
    return QStringLiteral("colour");
}

LoginStep stepOf(const QString &kind)
{
    if (kind == codeKey())
        return {.title = QStringLiteral("Code"),
                .instructions = QStringLiteral("Enter the code that was sent to your telephone."),
                .fields = {{.key = codeKey(), .label = QStringLiteral("Code"), .isRequired = true}}};
    if (kind == QLatin1String("qr"))
        return {.title = QStringLiteral("Picture"),
                .instructions = QStringLiteral("Scan this with your telephone."),
                .image = QByteArray::fromBase64(picture)};
    if (kind == QLatin1String("url"))
        return {.title = QStringLiteral("Address"),
                .instructions = QStringLiteral("Open this address and allow it."),
                .url = QUrl(QStringLiteral("https://login.example/allow?a=1&b=2"))};
    const QStringList colours{QStringLiteral("red"), QStringLiteral("blue")};
    return {.title = QStringLiteral("Choice"),
            .instructions = QStringLiteral("Choose a colour."),
            .fields = {{.key = colourKey(),
                        .label = QStringLiteral("Colour"),
                        .type = FieldType::Choice,
                        .isRequired = true,
                        .choiceValues = colours,
                        .choiceLabels = {QStringLiteral("Red"), QStringLiteral("Blue")}}}};
}

} // namespace

QStringList LoginScript::allKinds()
{
    return {codeKey(), QStringLiteral("qr"), QStringLiteral("url"), QStringLiteral("choice")};
}

std::optional<LoginStep> LoginScript::next(quint32 number)
{
    if (m_asked >= m_kinds.size())
        return {};
    m_isOpen = true;
    m_number = number;
    LoginStep step = stepOf(m_kinds[m_asked++]);
    step.number = number;
    return step;
}

bool LoginScript::isOpen(const AnswerLoginStep &answer) const
{
    return m_isOpen && answer.number == m_number;
}

Result<void> LoginScript::take(const AnswerLoginStep &answer)
{
    m_isOpen = false;
    const QString &kind = m_kinds[m_asked - 1];
    if (kind == codeKey() && answer.answers.value(codeKey()) != rightCode())
        return Error{ErrorKind::WrongCredentials, QStringLiteral("The code is wrong.")};
    if (kind == QLatin1String("choice") && answer.answers.value(colourKey()) != QLatin1String("red") &&
        answer.answers.value(colourKey()) != QLatin1String("blue"))
        return Error{ErrorKind::InvalidInput, QStringLiteral("There is no such colour.")};
    return {};
}

} // namespace spectrum::loopback
