// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "Registration.h"

#include "ReplyError.h"

#include <algorithm>

namespace spectrum::irc
{

namespace
{

// What a server puts before the user name counts as an ident; only plain characters are allowed everywhere.
QByteArray plainUserName(QByteArrayView name)
{
    QByteArray plain;
    for (const char c : name) {
        const bool isPlain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
        if (isPlain && plain.size() < 10)
            plain += c;
    }
    return plain.isEmpty() ? QByteArrayLiteral("spectrum") : plain;
}

bool containsAny(QByteArrayView text, std::initializer_list<const char *> words)
{
    const QByteArray lower = text.toByteArray().toLower();
    return std::any_of(words.begin(), words.end(), [&](const char *word) { return lower.contains(word); });
}

void wipe(QByteArray &bytes)
{
    wipeMemory(bytes.data(), size_t(bytes.size()));
    bytes.clear();
}

} // namespace

void Registration::begin()
{
    m_link.capabilities = {};
    m_link.ownUserAndHost.clear();
    m_link.outbound.sendAtOnce(Line::format("CAP", {"LS", "302"}));
    const PasswordMethod method = m_link.options.passwordMethod;
    const bool usesPass = method == PasswordMethod::Pass || method == PasswordMethod::Automatic;
    if (usesPass && !m_account.secret.isEmpty())
        m_link.outbound.sendSecret("PASS", Line::format("PASS", {}, m_account.secret.expose()));
    sendNickname();
    const QByteArray &given = m_link.options.userName;
    const QByteArray nickname = m_link.encoded(m_account.name);
    const QByteArray &realName = m_link.options.realName;
    m_link.outbound.sendAtOnce(Line::format("USER",
                                            {plainUserName(given.isEmpty() ? nickname : given), "0", "*"},
                                            realName.isEmpty() ? nickname : realName));
}

void Registration::sendNickname()
{
    QByteArray nickname = m_link.encoded(m_account.name);
    // Servers that cut long names would see the same name again, so later attempts change its end.
    if (m_nicknamesTried > mostNicknames / 2)
        nickname = nickname.first(qMin<qsizetype>(nickname.size(), 9 - m_nicknamesTried));
    nickname += QByteArray(m_nicknamesTried, '_');
    ++m_nicknamesTried;
    m_link.ownNickname = nickname;
    const QByteArray line = Line::format("NICK", {nickname});
    if (line.isEmpty())
        refuse({ErrorKind::InvalidInput, QStringLiteral("This cannot be a nickname on IRC.")});
    else
        m_link.outbound.sendAtOnce(line);
}

void Registration::handle(const Line &line)
{
    if (m_state != State::Underway)
        return;
    if (line.numeric() != 0)
        handleNumeric(line);
    else if (line.command() == "CAP")
        handleCapabilities(line);
    else if (line.command() == "AUTHENTICATE" && line.parameter(0) == "+")
        authenticate();
    else if (line.command() == "ERROR")
        handleError(line);
}

void Registration::handleNumeric(const Line &line)
{
    switch (line.numeric()) {
    case 1:
        handleWelcome(line);
        break;
    case 431:
    case 432:
    case 463:
    case 464:
    case 465:
    case 902:
    case 904:
    case 905:
    case 906:
        refuse(replyError(line.numeric(), m_link.text(line.last())));
        break;
    case 433:
    case 436:
    case 437:
        handleNicknameRefusal(line);
        break;
    case 903:
        m_isAuthenticated = true;
        [[fallthrough]];
    case 907:
        endCapabilities();
        break;
    default:
        break;
    }
}

void Registration::handleNicknameRefusal(const Line &line)
{
    if (m_nicknamesTried >= mostNicknames)
        refuse(replyError(line.numeric(), m_link.text(line.last())));
    else
        sendNickname();
}

void Registration::handleWelcome(const Line &line)
{
    if (wantsSasl() && m_link.options.passwordMethod == PasswordMethod::Sasl && !m_isAuthenticated) {
        refuse({ErrorKind::Unsupported, QStringLiteral("The IRC server offers no log-in by SASL.")});
        return;
    }
    if (!line.parameter(0).isEmpty())
        m_link.ownNickname = line.parameter(0).toByteArray();
    m_state = State::Registered;
    const bool isToldAfterwards =
        m_link.options.passwordMethod == PasswordMethod::NickServ && !m_link.options.identifyTarget.isEmpty();
    if (isToldAfterwards && !m_account.secret.isEmpty())
        identify();
}

void Registration::identify()
{
    QByteArray text = m_link.options.identifyText;
    text.replace("$name", m_link.encoded(m_account.name));
    text.replace("$password", m_account.secret.expose().toByteArray());
    m_link.outbound.sendSecret("PRIVMSG", Line::format("PRIVMSG", {m_link.options.identifyTarget}, text));
    wipe(text);
}

void Registration::handleError(const Line &line)
{
    const QByteArrayView text = line.last();
    m_error = {ErrorKind::ConnectionLost,
               QStringLiteral("The IRC server closed the connection: ") + m_link.text(text).left(300)};
    m_state = State::Lost;
    if (containsAny(text, {"k-line", "g-line", "z-line", "d-line", "banned"}))
        refuse({ErrorKind::Banned, m_error.userText});
    else if (containsAny(text,
                         {"bad password", "bad server password", "password mismatch", "password incorrect"}))
        refuse({ErrorKind::WrongCredentials, m_error.userText});
}

void Registration::handleCapabilities(const Line &line)
{
    const QByteArrayView command = line.parameter(1);
    if (command == "LS") {
        handleOffer(line.last());
        // A star before the list says that more of it follows.
        if (line.count() < 4 || line.parameter(2) != "*")
            requestCapabilities();
    } else if (command == "ACK") {
        m_link.capabilities = m_offered;
        if (wantsSasl() && m_offered.testFlag(Capability::Sasl))
            m_link.outbound.sendAtOnce(Line::format("AUTHENTICATE", {"PLAIN"}));
        else
            endCapabilities();
    } else if (command == "NAK") {
        m_offered = {};
        endCapabilities();
    }
}

bool Registration::wantsSasl() const
{
    const PasswordMethod method = m_link.options.passwordMethod;
    return !m_account.secret.isEmpty() &&
           (method == PasswordMethod::Sasl || method == PasswordMethod::Automatic);
}

void Registration::handleOffer(QByteArrayView names)
{
    const QByteArray list = names.toByteArray();
    for (const QByteArray &one : list.split(' ')) {
        const qsizetype equals = one.indexOf('=');
        const QByteArrayView name = equals < 0 ? QByteArrayView(one) : QByteArrayView(one).first(equals);
        for (const CapabilityName &known : capabilityNames) {
            const bool isUnusable = known.capability == Capability::Sasl &&
                                    (!wantsSasl() || (equals >= 0 && !one.toUpper().contains("PLAIN")));
            if (known.name == name && !isUnusable)
                m_offered |= known.capability;
        }
    }
}

void Registration::requestCapabilities()
{
    QByteArray names;
    for (const CapabilityName &known : capabilityNames) {
        if (m_offered.testFlag(known.capability))
            names += known.name.toByteArray() + ' ';
    }
    if (names.isEmpty())
        endCapabilities();
    else
        m_link.outbound.sendAtOnce(Line::format("CAP", {"REQ"}, names.chopped(1)));
}

void Registration::endCapabilities()
{
    if (wantsSasl() && m_link.options.passwordMethod == PasswordMethod::Sasl && !m_isAuthenticated)
        refuse({ErrorKind::Unsupported, QStringLiteral("The IRC server offers no log-in by SASL.")});
    else
        m_link.outbound.sendAtOnce(Line::format("CAP", {"END"}));
}

// RFC 4616, in pieces of 400 bytes with an empty one behind a full one.
void Registration::authenticate()
{
    const QByteArray name = m_link.encoded(m_account.name);
    QByteArray plain = name + '\0' + name + '\0';
    plain += m_account.secret.expose();
    QByteArray encoded = plain.toBase64();
    constexpr qsizetype piece = 400;
    for (qsizetype at = 0; at <= encoded.size(); at += piece) {
        const QByteArrayView part = QByteArrayView(encoded).sliced(at, qMin(piece, encoded.size() - at));
        m_link.outbound.sendSecret(
            "AUTHENTICATE", Line::format("AUTHENTICATE", {part.isEmpty() ? QByteArrayView("+") : part}));
        if (part.size() < piece)
            break;
    }
    wipe(plain);
    wipe(encoded);
}

void Registration::refuse(Error error)
{
    m_error = std::move(error);
    m_state = State::Refused;
}

} // namespace spectrum::irc
