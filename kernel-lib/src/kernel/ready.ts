export { ready } from "../surface/simplifyMesh";
